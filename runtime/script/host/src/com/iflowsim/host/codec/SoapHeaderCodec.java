package com.iflowsim.host.codec;

import com.iflowsim.host.message.Xml;
import com.iflowsim.host.wire.WireIn;
import com.iflowsim.host.wire.WireOut;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.xml.namespace.QName;
import org.apache.camel.RuntimeCamelException;
import org.apache.cxf.binding.soap.SoapHeader;
import org.apache.cxf.headers.Header;
import org.w3c.dom.Node;

/** The list of SOAP headers on the wire. */
final class SoapHeaderCodec {
  private SoapHeaderCodec() {}

  /** A list with at least one entry, all of them SOAP headers. */
  static boolean isSoapHeaderList(Object value) {
    return value instanceof List<?> list && !list.isEmpty() && list.stream().allMatch(Header.class::isInstance);
  }

  static List<Object> read(WireIn in) {
    int count = in.count();
    List<Object> headers = new ArrayList<>(count);
    for (int i = 0; i < count; ++i) {
      QName name = new QName(in.text(), in.text());
      SoapHeader header = new SoapHeader(name, element(in.text()));
      String actor = in.text();
      header.setActor(actor == null || actor.isEmpty() ? null : actor);
      header.setMustUnderstand(in.bool());
      headers.add(header);
    }
    return headers;
  }

  static void write(WireOut out, List<?> headers) {
    out.u32(headers.size());
    for (Object entry : headers) {
      Header header = (Header) entry;
      SoapHeader soap = header instanceof SoapHeader own ? own : new SoapHeader(header.getName(), header.getObject());
      out.text(soap.getName().getNamespaceURI()).text(soap.getName().getLocalPart());
      out.text(soap.getObject() instanceof Node node ? Xml.serialize(node) : String.valueOf(soap.getObject()));
      out.text(soap.getActor() == null ? "" : soap.getActor()).bool(soap.isMustUnderstand());
    }
  }

  private static Node element(String xml) {
    try {
      return Xml.parse(xml).getDocumentElement();
    } catch (IOException e) {
      throw new RuntimeCamelException("A SOAP header cannot be read.", e);
    }
  }
}
