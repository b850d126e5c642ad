importClass(com.sap.gateway.ip.core.customdev.util.Message);

// Takes the items that the Groovy script left as a list of maps.
function processData(message) {
    var items = message.getProperty("items");
    var cents = 0;
    for (var i = 0; i < items.size(); i++) {
        cents += Math.round(items.get(i).get("quantity") * items.get(i).get("price") * 100);
    }
    message.setProperty("total", (cents / 100).toFixed(2));
    return message;
}
