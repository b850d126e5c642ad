package com.iflowsim.host.xslt;

import com.iflowsim.host.bundle.PlainFailure;
import com.sap.gateway.ip.core.customdev.processor.MessageImpl;
import com.sap.gateway.ip.core.customdev.util.Message;

/** A stylesheet of the bundle. */
final class Stylesheet extends StyleScript {
  private final Transformation transformation;

  Stylesheet(long number, String path, Transformation transformation) {
    super(number, path);
    this.transformation = transformation;
  }

  @Override
  public Object call(String form, Message message) throws PlainFailure {
    transformation.run((MessageImpl) message, form.equals(TEXT));
    return message;
  }
}
