import { Component, type ReactNode } from 'react';

/** A bug in a component must not leave a white window: it says so and offers to begin again. */
export class Guard extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError = () => ({ broken: true });

  override render() {
    if (!this.state.broken) return this.props.children;
    return (
      <main className="state failure" role="alert">
        <p className="state-title">L’affichage s’est arrêté.</p>
        <p className="state-body">
          Rien n’est perdu : les documents et les envois sont tenus hors de cette fenêtre.
        </p>
        <button type="button" className="btn filled" onClick={() => this.setState({ broken: false })}>
          Reprendre
        </button>
      </main>
    );
  }
}
