package com.iflowsim.host.xslt;

import com.iflowsim.host.bundle.CompileFailure;
import com.iflowsim.host.bundle.PlainFailure;
import com.iflowsim.host.services.Services;
import com.sap.gateway.ip.core.customdev.processor.MessageImpl;
import com.sap.gateway.ip.core.customdev.util.Message;
import com.sap.it.api.pd.BinaryData;
import com.sap.it.api.pd.PartnerDirectoryService;
import java.io.IOException;
import javax.xml.transform.TransformerConfigurationException;

/**
 * The stylesheet that a header of the message names: a file of the bundle, or {@code pd:<partner>:<parameter>:Binary} in the partner
 * directory.
 */
final class NamedStylesheet extends StyleScript {
  private static final String DIRECTORY = "pd:";
  private static final String FOLDER = "src/main/resources/mapping/";

  private final String header;
  private final BundleStyles styles;

  NamedStylesheet(long number, String header, BundleStyles styles) {
    super(number, "header:" + header);
    this.header = header;
    this.styles = styles;
  }

  @Override
  public Object call(String form, Message message) throws PlainFailure {
    Object value = message.getHeaders().get(header);
    String name = value == null ? "" : value.toString().trim();
    if (name.isEmpty()) throw failure("The header " + header + ", which names the stylesheet, is not set.");
    try {
      Transformation found = name.startsWith(DIRECTORY) ? ofPartner(name) : ofBundle(name);
      found.run((MessageImpl) message, form.equals(TEXT));
    } catch (CompileFailure e) {
      throw new PlainFailure(((PlainFailure) e.getCause()).error(), 0);
    }
    return message;
  }

  private Transformation ofBundle(String name) throws PlainFailure, CompileFailure {
    String path = styles.files().find(name);
    if (path == null) throw failure("The header " + header + " names the stylesheet " + name + ", which the bundle does not have.");
    try {
      return styles.compile(path, styles.files().read(path));
    } catch (IOException e) {
      throw failure(e.getMessage());
    }
  }

  private Transformation ofPartner(String name) throws PlainFailure, CompileFailure {
    String[] parts = name.substring(DIRECTORY.length()).split(":");
    if (parts.length < 2) throw failure("The header " + header + " holds " + name + "; the form is pd:<partner>:<parameter>:Binary.");
    BinaryData found;
    try {
      PartnerDirectoryService directory = (PartnerDirectoryService) Services.of(PartnerDirectoryService.class);
      found = directory.getParameter(parts[1], parts[0], BinaryData.class);
    } catch (Exception e) {
      throw new PlainFailure(e, 0);
    }
    if (found == null) {
      throw failure("The partner directory has no binary parameter " + parts[1] + " of the partner " + parts[0] + ", which the header " + header + " names.");
    }
    return styles.compile(FOLDER + parts[1], found.getData());
  }

  private static PlainFailure failure(String text) {
    return new PlainFailure(new TransformerConfigurationException(text), 0);
  }
}
