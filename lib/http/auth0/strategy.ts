import { isProduct, type Product, strategyOfProduct } from '@/lib/domain/connections/products'

/** Auth0’s database connection is Foyer’s password. */
export function strategyWire(strategy: string, product?: Product | null): string {
  return product ?? (strategy === 'password' ? 'auth0' : strategy)
}

export function strategyOf(wire: string): string {
  if (isProduct(wire)) return strategyOfProduct[wire]
  return wire === 'auth0' ? 'password' : wire
}
