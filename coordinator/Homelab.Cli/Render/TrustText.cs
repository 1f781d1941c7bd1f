using Homelab.Contracts.V1;

namespace Homelab.Cli.Render;

/// <summary>The answers to <c>homelab enroll</c> and <c>homelab revoke</c>.</summary>
public static class TrustText
{
    public static string Line(NodeInvitation invitation) => $"sudo homelab-agent enroll {invitation.Node} {invitation.Coordinator} {invitation.Token}";

    /// <summary>The line stands alone and whole, however narrow the terminal: it is copied.</summary>
    public static string Of(NodeInvitation invitation, string timeZone, Surface surface, DateTimeOffset now)
    {
        var sheet = new Sheet(surface);
        var time = new LabTime(timeZone, now);
        sheet.Line("Run on ", new(invitation.Node, Tone.Strong), $", once and until {time.Clock(invitation.UntilWallMs)} ({Duration.Show(time.Until(invitation.UntilWallMs))} from now):");
        return $"{sheet}\n{Line(invitation)}\n";
    }

    public static string Revoked(NodeStatus node, Surface surface)
    {
        var sheet = new Sheet(surface);
        sheet.Line(
            new(node.Name, Tone.Strong),
            " is revoked: its agent is not heard, and gets no orders. If it holds a lease it goes by that. ",
            $"To take it in again: homelab enroll {node.Name}");
        return sheet.ToString();
    }
}
