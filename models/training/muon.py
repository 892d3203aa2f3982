"""Muon (Jordan et al. 2024): momentum whose matrices are made orthogonal, for the inner convolutions; Adam for the rest."""
import torch


def orthogonal(g, steps=5):
    """Newton-Schulz iteration towards the nearest semi-orthogonal matrix; the coefficients are those of the paper. All its
    factors are polynomials of x xT, so they are multiplied up in that small matrix and meet the wide x only once."""
    a, b, c = 3.4445, -4.7750, 2.0315
    x = g / (g.norm() + 1e-7)
    tall = x.shape[0] > x.shape[1]
    x = x.T if tall else x
    one = torch.eye(x.shape[0])
    s, product = x @ x.T, one
    for _ in range(steps):
        factor = a * one + b * s + c * s @ s
        product = factor @ product
        s = factor @ s @ factor
    x = product @ x
    return x.T if tall else x


class Muon(torch.optim.Optimizer):
    def __init__(self, params, lr=0.02, momentum=0.95, weight_decay=0.0):
        super().__init__(params, dict(lr=lr, momentum=momentum, weight_decay=weight_decay))

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for p in group["params"]:
                if p.grad is None:
                    continue
                g = p.grad.flatten(1)
                state = self.state[p]
                if "momentum" not in state:
                    state["momentum"] = torch.zeros_like(g)
                m = state["momentum"]
                m.lerp_(g, 1 - group["momentum"])
                u = orthogonal(g.lerp(m, group["momentum"]))
                scale = max(1, u.shape[0] / u.shape[1]) ** 0.5
                p.mul_(1 - group["lr"] * group["weight_decay"])
                p.add_(u.view_as(p), alpha=-group["lr"] * scale)
