package com.iflowsim.host.message;

import com.sap.gateway.ip.core.customdev.util.SoapHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.cxf.headers.Header;

/** The SOAP headers of a message as scripts' beans; they live in the header {@link Header#HEADER_LIST}. */
public final class SoapHeaderView {
  private SoapHeaderView() {}

  public static List<SoapHeader> read(Map<String, Object> headers) {
    List<SoapHeader> beans = new ArrayList<>();
    if (!(headers.get(Header.HEADER_LIST) instanceof List<?> list)) return beans;
    for (Object entry : list) {
      if (entry instanceof org.apache.cxf.binding.soap.SoapHeader soap) {
        beans.add(new SoapHeader(soap.getName(), soap.getObject(), soap.isMustUnderstand(), soap.getActor()));
      } else if (entry instanceof Header header) {
        beans.add(new SoapHeader(header.getName(), header.getObject()));
      }
    }
    return beans;
  }

  /** An empty list removes the header. */
  public static void write(Map<String, Object> headers, List<SoapHeader> beans) {
    if (beans.isEmpty()) {
      headers.remove(Header.HEADER_LIST);
      return;
    }
    List<Object> list = new ArrayList<>();
    for (SoapHeader bean : beans) {
      var soap = new org.apache.cxf.binding.soap.SoapHeader(bean.getName(), bean.getValue());
      soap.setActor(bean.getActor());
      soap.setMustUnderstand(bean.isMustUnderstand());
      list.add(soap);
    }
    headers.put(Header.HEADER_LIST, list);
  }
}
