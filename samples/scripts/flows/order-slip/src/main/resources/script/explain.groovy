import com.sap.gateway.ip.core.customdev.util.Message

/** Answers what went wrong in words for the caller. */
def Message processData(Message message) {
    def failure = message.getProperty("CamelExceptionCaught")
    while (failure.getCause() != null) failure = failure.getCause()
    message.setHeader("CamelHttpResponseCode", 400)
    message.setBody("No slip: " + failure.getMessage() + "\n")
    return message
}
