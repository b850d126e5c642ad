package com.iflowsim.host.bundle;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.mozilla.javascript.CompilerEnvirons;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.ContextFactory;
import org.mozilla.javascript.Parser;
import org.mozilla.javascript.RhinoException;
import org.mozilla.javascript.ast.AstNode;
import org.mozilla.javascript.ast.AstRoot;
import org.mozilla.javascript.ast.FunctionNode;
import org.mozilla.javascript.ast.Name;
import org.mozilla.javascript.ast.VariableDeclaration;
import org.mozilla.javascript.ast.VariableInitializer;

/** Compiles JavaScript with Rhino, as the product does. Source: script-api section 11. Thread-safe. */
final class JavaScriptCompiler {
  private final ContextFactory factory = new ContextFactory();

  JavaScript compile(Bundle bundle, String path, String source, long number) throws CompileFailure {
    String file = GroovyScript.fileName(path);
    Context context = JavaScript.enter(factory, bundle.loader());
    try {
      List<String> functions = functions(context, file, source);
      return new JavaScript(number, path, context.compileString(source, file, 1, null), functions, factory, bundle.loader());
    } catch (RhinoException e) {
      throw new CompileFailure(path, e.lineNumber(), e);
    } catch (StackOverflowError e) {
      throw new CompileFailure(path, 0, e);
    } finally {
      Context.exit();
    }
  }

  /** Of the top level: declared, or given to a variable. */
  private static List<String> functions(Context context, String file, String source) {
    CompilerEnvirons environment = new CompilerEnvirons();
    environment.initFromContext(context);
    AstRoot root = new Parser(environment, environment.getErrorReporter()).parse(source, file, 1);
    List<String> names = new ArrayList<>();
    for (Object node : root) {
      if (node instanceof FunctionNode function) names.add(function.getName());
      if (node instanceof VariableDeclaration variables) {
        for (VariableInitializer variable : variables.getVariables()) addFunction(names, variable);
      }
    }
    return names.stream().distinct().sorted().toList();
  }

  private static void addFunction(List<String> names, VariableInitializer variable) {
    AstNode value = variable.getInitializer();
    if (value instanceof FunctionNode && variable.getTarget() instanceof Name name) names.add(name.getIdentifier());
  }
}
