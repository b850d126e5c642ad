package org.apache.cxf.headers;

import javax.xml.namespace.QName;
import org.apache.cxf.databinding.DataBinding;

/** A header of a SOAP message. */
public class Header {
  public static final String HEADER_LIST = "org.apache.cxf.headers.Header.list";

  private final QName name;
  private final Object object;

  public Header(QName name, Object object) {
    this(name, object, null);
  }

  public Header(QName name, Object object, DataBinding binding) {
    this.name = name;
    this.object = object;
  }

  public QName getName() {
    return name;
  }

  public Object getObject() {
    return object;
  }
}
