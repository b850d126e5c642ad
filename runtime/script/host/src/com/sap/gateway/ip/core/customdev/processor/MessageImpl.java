package com.sap.gateway.ip.core.customdev.processor;

import com.iflowsim.host.message.AttachmentMap;
import com.iflowsim.host.message.Conversions;
import com.iflowsim.host.message.ExchangeView;
import com.iflowsim.host.message.HandedStreams;
import com.iflowsim.host.message.LazyBody;
import com.iflowsim.host.message.MessageContext;
import com.iflowsim.host.message.SoapHeaderView;
import com.sap.gateway.ip.core.customdev.util.AttachmentWrapper;
import com.sap.gateway.ip.core.customdev.util.SoapHeader;
import com.sap.it.api.msglog.MessageLog;
import com.sap.it.script.v2.api.Message;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.activation.DataHandler;
import org.apache.camel.Attachment;
import org.apache.camel.Exchange;
import org.apache.camel.converter.stream.InputStreamCache;

/** The message of one call. Used by the thread of the call. Source: script-api section 2. */
public class MessageImpl implements Message {
  private final MessageContext context;
  private final Map<String, Object> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final Map<String, Object> properties = new LinkedHashMap<>();
  private final Map<String, Attachment> attachments = new LinkedHashMap<>();
  private final HandedStreams handed = new HandedStreams();
  private Object body;

  public MessageImpl(MessageContext context) {
    this.context = context;
  }

  /** Null at log level None. */
  public MessageLog log() {
    return context.log();
  }

  public Exchange getExchange() {
    return new ExchangeView(this, context);
  }

  /** The body as it is stored; a lazy one is not read. */
  public Object storedBody() {
    return body;
  }

  /** A stream or reader of a body with content was read to its end; for after the call. */
  public boolean hasConsumedStream() {
    return handed.isAnyConsumed() && getBodySize() > 0;
  }

  /** The attachments below all views. */
  public Map<String, Attachment> storedAttachments() {
    return attachments;
  }

  /** Conversions in the charset of this message. */
  public Conversions conversions() {
    Object name = properties.get(Exchange.CHARSET_NAME);
    if (name == null) name = headers.get(Exchange.CHARSET_NAME);
    return new Conversions(name == null ? StandardCharsets.UTF_8 : Charset.forName(name.toString().trim()));
  }

  @Override
  public Object getBody() {
    Object current = body instanceof LazyBody lazy ? lazy.get() : body;
    if (current instanceof InputStreamCache cache) cache.reset();
    return handed.add(current);
  }

  @Override
  public <T> T getBody(Class<T> type) {
    return handed.add(conversions().convert(getBody(), type));
  }

  @Override
  public void setBody(Object body) {
    this.body = body;
  }

  @Override
  public long getBodySize() {
    if (body == null) return 0;
    if (body instanceof LazyBody lazy) return lazy.size();
    if (body instanceof InputStreamCache cache) return cache.length();
    if (body instanceof byte[] bytes) return bytes.length;
    if (body instanceof java.io.InputStream stream) body = sized(stream);
    return body instanceof InputStreamCache cache ? cache.length() : body.toString().getBytes(StandardCharsets.UTF_8).length;
  }

  @Override
  public Map<String, Object> getHeaders() {
    return headers;
  }

  @Override
  public <T> T getHeader(String name, Class<T> type) {
    return conversions().convert(headers.get(name), type);
  }

  @Override
  public void setHeader(String name, Object value) {
    headers.put(name, value);
  }

  @Override
  public void setHeaders(Map<String, Object> replacement) {
    Map<String, Object> copy = new LinkedHashMap<>(replacement);
    headers.clear();
    headers.putAll(copy);
  }

  @Override
  public Map<String, Object> getProperties() {
    return properties;
  }

  @Override
  public Object getProperty(String name) {
    return properties.get(name);
  }

  @Override
  public void setProperty(String name, Object value) {
    if (value == null) properties.remove(name);
    else properties.put(name, value);
  }

  @Override
  public void setProperties(Map<String, Object> replacement) {
    Map<String, Object> copy = new LinkedHashMap<>(replacement);
    properties.clear();
    properties.putAll(copy);
  }

  @Override
  public Map<String, DataHandler> getAttachments() {
    return new AttachmentMap<>(attachments, Attachment::getDataHandler, AttachmentWrapper::new);
  }

  @Override
  public void setAttachments(Map<String, DataHandler> replacement) {
    replace(getAttachments(), replacement);
  }

  @Override
  public Map<String, AttachmentWrapper> getAttachmentWrapperObjects() {
    return new AttachmentMap<>(attachments, AttachmentWrapper::of, wrapper -> wrapper);
  }

  @Override
  public void setAttachmentWrapperObjects(Map<String, AttachmentWrapper> replacement) {
    replace(getAttachmentWrapperObjects(), replacement);
  }

  @Override
  public Map<String, Attachment> getAttachmentObjects() {
    return new AttachmentMap<>(attachments, attachment -> attachment, attachment -> attachment);
  }

  @Override
  public void setAttachmentObjects(Map<String, Attachment> replacement) {
    replace(getAttachmentObjects(), replacement);
  }

  @Override
  public void addAttachmentObject(String id, AttachmentWrapper attachment) {
    attachments.put(id, attachment);
  }

  @Override
  public void addAttachmentObject(String id, Attachment attachment) {
    attachments.put(id, attachment);
  }

  @Override
  public void addAttachmentHeader(String name, String value, AttachmentWrapper attachment) {
    attachment.addHeader(name, value);
  }

  @Override
  public void addAttachmentHeader(String name, String value, Attachment attachment) {
    attachment.addHeader(name, value);
  }

  @Override
  public void setAttachmentHeader(String name, String value, AttachmentWrapper attachment) {
    attachment.setHeader(name, value);
  }

  @Override
  public void setAttachmentHeader(String name, String value, Attachment attachment) {
    attachment.setHeader(name, value);
  }

  @Override
  public String getAttachmentHeader(String name, AttachmentWrapper attachment) {
    return attachment.getHeader(name);
  }

  @Override
  public String getAttachmentHeader(String name, Attachment attachment) {
    return attachment.getHeader(name);
  }

  @Override
  public void removeAttachmentHeader(String name, AttachmentWrapper attachment) {
    attachment.removeHeader(name);
  }

  @Override
  public void removeAttachmentHeader(String name, Attachment attachment) {
    attachment.removeHeader(name);
  }

  @Override
  public long getAttachmentsSize() {
    long size = 0;
    for (Attachment attachment : attachments.values()) {
      try {
        size += conversions().bytes(attachment.getDataHandler()).length;
      } catch (IOException e) {
        throw new org.apache.camel.RuntimeCamelException("An attachment cannot be read.", e);
      }
    }
    return size;
  }

  @Override
  public List<SoapHeader> getSoapHeaders() {
    return SoapHeaderView.read(headers);
  }

  @Override
  public void setSoapHeaders(List<SoapHeader> replacement) {
    SoapHeaderView.write(headers, replacement);
  }

  @Override
  public void clearSoapHeaders() {
    SoapHeaderView.write(headers, List.of());
  }

  @Override
  public long getMessageSize() {
    return getBodySize() + getAttachmentsSize();
  }

  private static <T> void replace(Map<String, T> view, Map<String, T> replacement) {
    Map<String, T> copy = new LinkedHashMap<>(replacement);
    view.clear();
    view.putAll(copy);
  }

  private Object sized(java.io.InputStream stream) {
    try {
      return new InputStreamCache(stream.readAllBytes());
    } catch (IOException e) {
      throw new org.apache.camel.RuntimeCamelException("The body cannot be read.", e);
    }
  }
}
