export function channelOf(connectionId: string): BroadcastChannel {
  return new BroadcastChannel(`connection-test ${connectionId}`)
}
