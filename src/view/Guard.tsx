import { Component, type ReactNode } from 'react';

interface GuardProps {
  readonly fallback: ReactNode;
  readonly children: ReactNode;
}

/** Shows the fallback where a part fails to load or to draw, and leaves the rest of the card alone. */
export class Guard extends Component<GuardProps, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render(): ReactNode {
    return this.state.failed ? this.props.fallback : this.props.children;
  }
}
