package com.sap.gateway.ip.core.customdev.util;

import com.sap.it.api.msg.ExchangePropertyProvider;
import com.sap.it.api.msg.MessageSizeInformation;
import java.util.List;
import java.util.Map;
import javax.activation.DataHandler;
import org.apache.camel.Attachment;
import org.apache.camel.TypeConversionException;

/** The message as scripts of the first generation see it. Maps are live. Source: script-api section 2. */
public interface Message extends ExchangePropertyProvider, MessageSizeInformation {
  Object getBody();

  <T> T getBody(Class<T> type) throws TypeConversionException;

  void setBody(Object body);

  Map<String, Object> getHeaders();

  <T> T getHeader(String name, Class<T> type) throws TypeConversionException;

  void setHeader(String name, Object value);

  void setHeaders(Map<String, Object> headers);

  void setProperty(String name, Object value);

  void setProperties(Map<String, Object> properties);

  Map<String, DataHandler> getAttachments();

  void setAttachments(Map<String, DataHandler> attachments);

  Map<String, AttachmentWrapper> getAttachmentWrapperObjects();

  void setAttachmentWrapperObjects(Map<String, AttachmentWrapper> attachments);

  void addAttachmentObject(String id, AttachmentWrapper attachment);

  void addAttachmentHeader(String name, String value, AttachmentWrapper attachment);

  void setAttachmentHeader(String name, String value, AttachmentWrapper attachment);

  String getAttachmentHeader(String name, AttachmentWrapper attachment);

  void removeAttachmentHeader(String name, AttachmentWrapper attachment);

  void addAttachmentObject(String id, Attachment attachment);

  Map<String, Attachment> getAttachmentObjects();

  void setAttachmentObjects(Map<String, Attachment> attachments);

  void addAttachmentHeader(String name, String value, Attachment attachment);

  void setAttachmentHeader(String name, String value, Attachment attachment);

  String getAttachmentHeader(String name, Attachment attachment);

  void removeAttachmentHeader(String name, Attachment attachment);

  List<SoapHeader> getSoapHeaders();

  void setSoapHeaders(List<SoapHeader> headers);

  void clearSoapHeaders();
}
