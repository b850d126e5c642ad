package org.apache.cxf.binding.soap;

import javax.xml.namespace.QName;
import org.apache.cxf.databinding.DataBinding;
import org.apache.cxf.headers.Header;

/** An entry of the header {@link Header#HEADER_LIST}; its object is a DOM element. */
public class SoapHeader extends Header {
  private String actor;
  private boolean mustUnderstand;

  public SoapHeader(QName name, Object object) {
    super(name, object);
  }

  public SoapHeader(QName name, Object object, DataBinding binding) {
    super(name, object, binding);
  }

  public String getActor() {
    return actor;
  }

  public void setActor(String actor) {
    this.actor = actor;
  }

  public boolean isMustUnderstand() {
    return mustUnderstand;
  }

  public void setMustUnderstand(boolean mustUnderstand) {
    this.mustUnderstand = mustUnderstand;
  }
}
