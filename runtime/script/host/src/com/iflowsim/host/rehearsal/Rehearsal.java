package com.iflowsim.host.rehearsal;

import com.iflowsim.host.log.ScriptOutput;
import com.iflowsim.host.server.Host;
import com.iflowsim.host.server.Options;
import com.iflowsim.host.server.Platform;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Runs a typical script once, so that the build can archive the classes that scripts need first. Argument: a folder for its files. */
public final class Rehearsal {
  private static final String PATH = "src/main/resources/script/rehearsal.groovy";
  private static final String SCRIPT = """
      import com.sap.gateway.ip.core.customdev.util.Message
      import groovy.json.JsonOutput
      import groovy.json.JsonSlurper
      import groovy.xml.MarkupBuilder
      import groovy.xml.XmlUtil

      def Message processData(Message message) {
        def json = new JsonSlurper().parse(message.getBody(java.io.Reader))
        def writer = new StringWriter()
        new MarkupBuilder(writer).order { number(json.number); json.items.each { item(name: it.name, it.price * 2) } }
        def root = new XmlSlurper().parseText(writer.toString())
        def log = messageLogFactory.getMessageLog(message)
        log?.addAttachmentAsString('order', XmlUtil.serialize(root), 'text/xml')
        message.setHeader('Number', root.number.text())
        message.setProperty('names', json.items.collect { "${it.name}".toString() }.findAll { it }.sort())
        message.setBody(JsonOutput.prettyPrint(JsonOutput.toJson([number: json.number, at: new Date(0).format('yyyy-MM-dd')])))
        return message
      }
      """;

  private Rehearsal() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]).toAbsolutePath();
    Options options = new Options(folder.resolve("s"), folder, null, false);
    Platform.prepare();
    ScriptOutput.install();
    Platform.protect(options);
    Host host = new Host(options);
    Thread server = new Thread(() -> serve(host), "host");
    server.start();
    try (HostClient client = new HostClient(options.socket(), List.of(), (service, method, values) -> null)) {
      long bundle = client.bundle("rehearsal", Map.of(PATH, SCRIPT.getBytes(StandardCharsets.UTF_8)));
      long[] script = new long[1];
      Answer failure = client.compile(bundle, PATH, script);
      Call call = new Call();
      call.script = script[0];
      call.body = "{\"number\": 1, \"items\": [{\"name\": \"a\", \"price\": 2.5}]}".getBytes(StandardCharsets.UTF_8);
      Answer answer = failure != null ? failure : client.run(call);
      if (answer.reason() != 0) throw new IllegalStateException(answer.description());
    }
    host.close();
    server.join();
  }

  private static void serve(Host host) {
    try {
      host.serve();
    } catch (IOException e) {
      throw new IllegalStateException("The rehearsal failed.", e);
    }
  }
}
