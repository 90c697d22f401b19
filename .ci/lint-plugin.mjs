// Rules of this repository that oxlint does not have.

const noReExport = {
  meta: {
    type: 'problem',
    messages: { reExport: 'Only a file named in the exports of package.json re-exports. Import from "{{source}}" where the name is used.' },
  },
  create(context) {
    const report = (node) => {
      if (node.source) context.report({ node, messageId: 'reExport', data: { source: node.source.value } });
    };
    return { ExportNamedDeclaration: report, ExportAllDeclaration: report };
  },
};

export default { meta: { name: 'pcrm' }, rules: { 'no-re-export': noReExport } };
