package com.sap.it.api.pd;

import com.sap.it.api.ITApi;
import com.sap.it.api.pd.exception.PartnerDirectoryException;
import java.security.cert.Certificate;
import java.util.Collection;
import java.util.List;

/** The partner directory; null where there is no entry, IllegalArgumentException for missing arguments. */
public interface PartnerDirectoryService extends ITApi {
  /** Type: String or BinaryData. */
  <T> T getParameter(String parameterId, String partnerId, Class<T> type) throws PartnerDirectoryException;

  String getPartnerId(String agency, String scheme, String alternativePartnerId) throws PartnerDirectoryException;

  String getAlternativePartnerId(String agency, String scheme, String partnerId) throws PartnerDirectoryException;

  String getPartnerIdOfAuthorizedUser(String user) throws PartnerDirectoryException;

  List<String> getAuthorizedUsers(String partnerId) throws PartnerDirectoryException;

  /** Of a binary parameter whose content type is crt; null when there is none. */
  Certificate getCertificateParameter(String parameterId, String partnerId) throws PartnerDirectoryException;

  /** Wildcards of the pattern are % and _, escaped by a backslash. */
  Collection<String> getParameterIdsMatchingPattern(String pattern, String partnerId, Class<?> type) throws PartnerDirectoryException;
}
