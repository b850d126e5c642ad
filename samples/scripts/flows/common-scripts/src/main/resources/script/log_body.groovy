import com.sap.gateway.ip.core.customdev.util.Message

/** Keeps the body in the message processing log. */
def Message processData(Message message) {
    def log = messageLogFactory.getMessageLog(message)
    if (log != null) log.addAttachmentAsString("Request", message.getBody(String), "application/json")
    return message
}
