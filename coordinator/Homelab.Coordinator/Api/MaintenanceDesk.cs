using Homelab.Coordinator.Api.Views;
using Homelab.Coordinator.Fleet;
using Homelab.Files;

namespace Homelab.Coordinator.Api;

/// <summary>Puts nodes into maintenance and out of it, for REST and gRPC alike.</summary>
public sealed class MaintenanceDesk(ILabInForce lab, MaintenanceBook book, LabView view)
{
    private const int ByCharacters = 100;

    /// <param name="span">Such as 2h; 0s ends it.</param>
    public Answer<NodeView> Set(string node, string? span, string by) =>
        span is not null && DurationText.TryParse(span, out var duration)
            ? Set(node, duration, by)
            : ApiProblem.BadRequest("\"for\" must be a duration such as 90m or 2h; 0s ends the maintenance.");

    public Answer<NodeView> Set(string node, TimeSpan span, string by)
    {
        if (lab.Current.Node(node) is null)
        {
            return UnknownName.Node(node, lab.Current);
        }

        if (span < TimeSpan.Zero || span > MaintenanceBook.Longest)
        {
            return ApiProblem.BadRequest($"A maintenance lasts between 0s (which ends it) and {DurationText.Format(MaintenanceBook.Longest)}.");
        }

        try
        {
            book.Set(node, span, by.Length <= ByCharacters ? by : by[..ByCharacters]);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return ApiProblem.Failed($"The maintenance could not be written down, so nothing changed: {failure.Message}");
        }

        return view.Look().Nodes.FirstOrDefault(found => found.Name == node) is { } changed ? changed : UnknownName.Node(node, lab.Current);
    }
}
