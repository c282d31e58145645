/** Only reloading in development uses WebSocket. Otherwise Node ignores requests to upgrade. */
export function takeUpgrades(server, upgrades) {
  const sockets = new Set()
  server.on('upgrade', (request, socket, head) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    if (request.url.startsWith('/_next/hmr')) upgrades.emit('upgrade', request, socket, head)
    else socket.destroy()
  })
  return sockets
}
