/** Forgets what was added first when there is too much. */
export class BoundedMap<K, V> extends Map<K, V> {
  private readonly most: number

  constructor(most: number) {
    super()
    this.most = most
  }

  override set(key: K, value: V): this {
    const [oldest] = this.keys()
    if (this.size >= this.most && oldest !== undefined && !this.has(key)) this.delete(oldest)
    return super.set(key, value)
  }
}
