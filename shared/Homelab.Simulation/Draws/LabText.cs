using System.Text;
using Homelab.Domain.Lab;
using Homelab.Files;

namespace Homelab.Simulation.Draws;

/// <summary>A drawn lab in a few lines, for who looks at a failed seed.</summary>
public static class LabText
{
    public static string Of(LabConfig lab)
    {
        var text = new StringBuilder($"lab {lab.Name}, {lab.Mode}, grace {Span(lab.Policy.Grace)}, margin {Span(lab.Policy.Margin)}, tail {Span(lab.Policy.Tail)}\n");
        foreach (var feed in lab.Feeds)
        {
            text.Append($"  feed {feed.Name}{(feed.Nut is { } nut ? $" read at {nut.Host}" : ", the mains")}{(feed.DeclaredRuntime is { } declared ? $", declared {Span(declared)}" : "")}{(feed.RatingWatts is { } rating ? $", carries {rating:0} W" : "")}{(feed.Cut == CutMode.Return ? ", cut with return" : "")}\n");
        }

        foreach (var one in lab.Switches)
        {
            text.Append($"  switch {one.Name} on {string.Join("+", one.Feeds)}{(one.Behind is { } behind ? $" behind {behind}" : "")}\n");
        }

        foreach (var node in lab.Nodes)
        {
            text.Append($"  node {node.Name} on {string.Join("+", node.Feeds)}, stops in {Span(node.Stop)}{(node.Watts is { } watts ? $", {watts:0} W" : "")}{(node.Switch is { } hop ? $", {hop}" : "")}{(node.IsCoordinator ? ", the coordinator" : "")}{node.Start.Kind switch { StartKind.Power => ", starts with power", StartKind.Outlet => $", starts by {node.Start.Outlet}", _ => "" }}\n");
        }

        foreach (var service in lab.Services)
        {
            text.Append($"  {service.Name} ({service.Need} of {service.On.Length}, {service.Tier}) on {string.Join("+", service.On)} needs {string.Join(", ", service.Needs)}; prefers {string.Join(", ", service.Prefers)}\n");
        }

        return text.ToString();
    }

    private static string Span(TimeSpan span) => DurationText.Format(span);
}
