/** What the provider gave as its reason, in the form that ProviderProblem shows. */
export class SamlRefusal extends Error {
  constructor(readonly error: string) {
    super(error)
    this.name = 'SamlRefusal'
  }
}
