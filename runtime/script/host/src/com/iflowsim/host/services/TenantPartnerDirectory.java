package com.iflowsim.host.services;

import com.sap.it.api.pd.BinaryData;
import com.sap.it.api.pd.PartnerDirectoryService;
import com.sap.it.api.pd.exception.PartnerDirectoryException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The partner directory of the tenant. */
final class TenantPartnerDirectory implements PartnerDirectoryService {
  @Override
  public <T> T getParameter(String parameterId, String partnerId, Class<T> type) throws PartnerDirectoryException {
    if (type != String.class && type != BinaryData.class) {
      throw new IllegalArgumentException("A parameter is a String or BinaryData, not " + type + ".");
    }
    Object found = ask("getParameter", parameterId, partnerId);
    if (found instanceof Map<?, ?> binary) found = new BinaryData((byte[]) binary.get("data"), "" + binary.get("contentType"));
    return type.isInstance(found) ? type.cast(found) : null;
  }

  @Override
  public String getPartnerId(String agency, String scheme, String alternativePartnerId) throws PartnerDirectoryException {
    return (String) ask("getPartnerId", agency, scheme, alternativePartnerId);
  }

  @Override
  public String getAlternativePartnerId(String agency, String scheme, String partnerId) throws PartnerDirectoryException {
    return (String) ask("getAlternativePartnerId", agency, scheme, partnerId);
  }

  @Override
  public String getPartnerIdOfAuthorizedUser(String user) throws PartnerDirectoryException {
    return (String) ask("getPartnerIdOfAuthorizedUser", user == null ? null : user.toLowerCase(Locale.ENGLISH));
  }

  @Override
  @SuppressWarnings("unchecked")
  public List<String> getAuthorizedUsers(String partnerId) throws PartnerDirectoryException {
    Object found = ask("getAuthorizedUsers", partnerId);
    return found == null ? List.of() : (List<String>) found;
  }

  private static Object ask(String method, String... arguments) throws PartnerDirectoryException {
    for (String argument : arguments) {
      if (argument == null || argument.isEmpty()) throw new IllegalArgumentException(method + " needs all its arguments.");
    }
    try {
      return Services.ask(PartnerDirectoryService.class, method, (Object[]) arguments);
    } catch (PartnerDirectoryException e) {
      throw e;
    } catch (Exception e) {
      throw Services.unexpected(e);
    }
  }
}
