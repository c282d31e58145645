process.stdout.write(Buffer.alloc(5 * 1024 * 1024))
