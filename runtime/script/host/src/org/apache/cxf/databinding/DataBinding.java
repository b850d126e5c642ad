package org.apache.cxf.databinding;

/** Only named in constructors. */
public interface DataBinding {}
