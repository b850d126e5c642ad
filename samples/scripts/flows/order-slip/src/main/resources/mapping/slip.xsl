<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="2.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:it="http://sap.com/it/"
                exclude-result-prefixes="it">
    <xsl:output method="text"/>
    <xsl:param name="exchange"/>
    <!-- Properties of the message. -->
    <xsl:param name="customer"/>
    <xsl:param name="total"/>

    <xsl:template match="/order">
        <xsl:value-of select="it:setHeader($exchange, 'X-Order', string(@id))"/>
        <xsl:value-of select="concat('Order ', @id, ' for ', $customer, ', ', country, '&#10;')"/>
        <xsl:for-each select="item">
            <xsl:value-of select="concat(@quantity, ' x ', ., '&#10;')"/>
        </xsl:for-each>
        <xsl:value-of select="concat('Total ', $total, '&#10;')"/>
    </xsl:template>
</xsl:stylesheet>
