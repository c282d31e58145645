process.stdout.write('drawn', () => process.exit())
