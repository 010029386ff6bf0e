/** A lint rule: no plain object is asked for, or given, a key that is just any text. "constructor" would be answered by a function. */
// Text that comes from outside (a reply, a file, a flag) has the type `string`; a key of our own is a literal or a union of
// them. So the type of the key tells which is which, and only a Map or `own()` (src/model/own.ts) takes the first kind.
import ts from 'typescript';

/** Any text at all: not a literal, not a union of literals. Branded texts are texts from outside too. */
function isAnyText(type) {
  if (type.isUnion()) return type.types.some(isAnyText);
  if (type.isIntersection()) return type.types.some(isAnyText);
  return (type.flags & ts.TypeFlags.String) !== 0 || (type.flags & ts.TypeFlags.TemplateLiteral) !== 0;
}

export const outsideKeys = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { key: 'Any text may be asked for here, "constructor" too: use a Map, or own() of src/model/own.ts.' },
  },
  create(context) {
    const services = context.sourceCode.parserServices;
    return {
      MemberExpression(node) {
        if (node.computed && isAnyText(services.getTypeAtLocation(node.property))) {
          context.report({ node, messageId: 'key' });
        }
      },
      BinaryExpression(node) {
        if (node.operator === 'in' && isAnyText(services.getTypeAtLocation(node.left))) {
          context.report({ node, messageId: 'key' });
        }
      },
    };
  },
};
