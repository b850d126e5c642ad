package com.sap.it.api.asdk.datastore;

/** Where an entry of a data store goes, and for how long. Times in days. */
public class DataConfig {
  private String storeName;
  private String contextName;
  private String qualifier;
  private String id;
  private boolean overwrite;
  private boolean encrypt;
  private int expires = 90;
  private int alertPeriod = 2;

  public String getStoreName() {
    return storeName;
  }

  public void setStoreName(String storeName) {
    this.storeName = storeName;
  }

  public String getContextName() {
    return contextName;
  }

  public void setContextName(String contextName) {
    this.contextName = contextName;
  }

  public String getQualifier() {
    return qualifier;
  }

  public void setQualifier(String qualifier) {
    this.qualifier = qualifier;
  }

  public String getId() {
    return id;
  }

  public void setId(String id) {
    this.id = id;
  }

  public boolean isOverwrite() {
    return overwrite;
  }

  public void setOverwrite(boolean overwrite) {
    this.overwrite = overwrite;
  }

  public boolean isEncrypt() {
    return encrypt;
  }

  public void setEncrypt(boolean encrypt) {
    this.encrypt = encrypt;
  }

  public int getExpires() {
    return expires;
  }

  public void setExpires(int expires) {
    this.expires = expires;
  }

  public int getAlertPeriod() {
    return alertPeriod;
  }

  public void setAlertPeriod(int alertPeriod) {
    this.alertPeriod = alertPeriod;
  }
}
