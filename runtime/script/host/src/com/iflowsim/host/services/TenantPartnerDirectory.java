package com.iflowsim.host.services;

import com.sap.it.api.pd.BinaryData;
import com.sap.it.api.pd.PartnerDirectoryService;
import com.sap.it.api.pd.exception.PartnerDirectoryException;
import java.io.ByteArrayInputStream;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

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

  @Override
  public Certificate getCertificateParameter(String parameterId, String partnerId) throws PartnerDirectoryException {
    BinaryData found = getParameter(parameterId, partnerId, BinaryData.class);
    if (found == null) return null;
    if (!found.getContentType().equalsIgnoreCase("crt")) {
      throw new PartnerDirectoryException("The parameter " + parameterId + " of " + partnerId + " is of the type " + found.getContentType() + ", not crt.");
    }
    try {
      return CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(found.getData()));
    } catch (CertificateException e) {
      throw new PartnerDirectoryException("The parameter " + parameterId + " of " + partnerId + " is no certificate.", e);
    }
  }

  @Override
  public Collection<String> getParameterIdsMatchingPattern(String pattern, String partnerId, Class<?> type) throws PartnerDirectoryException {
    if (pattern == null || pattern.isEmpty() || pattern.contains("[") || pattern.contains("]")) {
      throw new IllegalArgumentException("The pattern " + pattern + " is empty or has brackets.");
    }
    Pattern wanted = regex(pattern);
    List<String> found = new ArrayList<>();
    Object ids = ask("getParameterIds", partnerId);
    if (!(ids instanceof List<?> known)) return found;
    for (Object id : known) {
      String name = String.valueOf(id);
      if (wanted.matcher(name).matches() && getParameter(name, partnerId, type) != null) found.add(name);
    }
    return found;
  }

  private static Pattern regex(String pattern) {
    StringBuilder regex = new StringBuilder();
    boolean isEscaped = false;
    for (char letter : pattern.toCharArray()) {
      if (!isEscaped && letter == '\\') {
        isEscaped = true;
        continue;
      }
      if (isEscaped || (letter != '%' && letter != '_')) regex.append(Pattern.quote(String.valueOf(letter)));
      else regex.append(letter == '%' ? ".*" : ".");
      isEscaped = false;
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
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
