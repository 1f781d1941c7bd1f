using Homelab.Contracts.V1;

namespace Homelab.Cli.Json;

/// <param name="Line">What to run on the node.</param>
public sealed record TrustJson(string Node, string Coordinator, string Token, long UntilWallMs, string Line)
{
    public static TrustJson Of(NodeInvitation invitation) =>
        new(invitation.Node, invitation.Coordinator, invitation.Token, invitation.UntilWallMs, Render.TrustText.Line(invitation));
}
