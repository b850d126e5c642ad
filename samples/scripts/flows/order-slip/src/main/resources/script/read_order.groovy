import com.sap.gateway.ip.core.customdev.util.Message
import com.sap.it.api.ITApiFactory
import com.sap.it.api.mapping.ValueMappingApi
import groovy.json.JsonSlurper
import groovy.xml.MarkupBuilder

/** Turns the order from JSON into XML, and leaves its items as they are for the script that adds up. */
def Message processData(Message message) {
    def order = new JsonSlurper().parse(message.getBody(Reader))
    if (!order.items) throw new IllegalArgumentException("The order ${order.id} has no items.")
    def writer = new StringWriter()
    new MarkupBuilder(writer).order(id: order.id) {
        country(countryName(order.country))
        order.items.each { line -> item(quantity: line.quantity, line.name) }
    }
    message.setProperty("items", order.items)
    message.setProperty("customer", order.customer)
    message.setBody(writer.toString())
    messageLogFactory.getMessageLog(message)?.addCustomHeaderProperty("order", order.id as String)
    return message
}

/** The country's name from the value mappings of the tenant; its code when nobody mapped it. */
def countryName(String code) {
    def mappings = ITApiFactory.getService(ValueMappingApi.class, null)
    return mappings.getMappedValue("shop", "country", code, "people", "country") ?: code
}
