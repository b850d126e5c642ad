import com.sap.gateway.ip.core.customdev.util.Message

def Message processData(Message message) {
    message.setHeader("X-Length", message.getBody(String).length())
    return message
}
