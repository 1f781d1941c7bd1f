using System.Collections.Immutable;
using Homelab.Cli.Asking;
using Homelab.Cli.Render;
using Homelab.Contracts.V1;
using Homelab.Domain.Lab;
using Homelab.Files;
using Homelab.Files.Diagnostics;

namespace Homelab.Cli.Offline;

/// <summary>What shows only in a plan, or beside what the UPSes and the agents say, at its place in the file.</summary>
internal static class CheckFindings
{
    public static IEnumerable<Diagnostic> OfPlan(LabFileResult read, Plan plan) => plan.Budgets
        .Where(budget => budget.HasGivenSeconds && budget.NeededSeconds > budget.GivenSeconds)
        .Select(budget => read.At(
            $"feeds.{budget.Feed}",
            CheckCodes.PlanDoesNotFit,
            $"the whole order of stops needs {Duration.Seconds(Math.Ceiling(budget.NeededSeconds))} of it, and it gives {Duration.Seconds(Math.Floor(budget.GivenSeconds))}",
            "Shorten stops, put nodes on another feed, or give it a larger battery; until then the plan gives up what it names below."));

    public static IEnumerable<Diagnostic> OfAnswers(LabFileResult read, LabAnswers answers) =>
    [
        .. answers.Feeds.Where(feed => feed.Logins > 0).Select(feed => read.At(
            $"feeds.{feed.Feed}",
            CheckCodes.ForeignUpsLogin,
            $"{Clients(feed)} at this UPS, and Homelab never logs in",
            "At low battery or forced shutdown each goes down by itself and may cut the UPS, so the plan counts this feed to low battery only. "
                + "Stop upsmon there once an agent runs on that machine, or declare the machine as an appliance.")),
        .. answers.Feeds.Where(feed => read.Lab?.Feed(feed.Feed) is { Cut: CutMode.Return } && !feed.Commands.IsEmpty && !feed.Commands.Contains("shutdown.return", StringComparer.OrdinalIgnoreCase)).Select(feed => read.At(
            $"feeds.{feed.Feed}.cut",
            CheckCodes.CutUnknownToUps,
            $"its driver lists no shutdown.return, only {string.Join(", ", feed.Commands)}",
            "Nothing cuts it then. Machines that start with the power still start again where homelab-late is installed on them; otherwise delete `cut`, or look for another driver in NUT's list.")),
        .. from answer in answers.Feeds
           where !answer.Commands.IsEmpty && read.Lab?.Feed(answer.Feed) is not null
           from command in FeedCommand.Of(read.Lab!, read.Lab!.Feed(answer.Feed)!)
           where command.Key != $"feeds.{answer.Feed}.cut" && !command.IsKnownTo(answer.Commands)
           select read.At(
               command.Key, CheckCodes.CommandUnknownToUps, $"the driver of {answer.Feed} lists no {command.Name}, only {string.Join(", ", answer.Commands)}",
               "Nobody can tell the UPS to. Look at `upscmd -l`, at NUT's list for another driver, or delete the key."),
        .. answers.Agents.WithUpsmon.Select(node => read.At(
            $"nodes.{node}",
            CheckCodes.LocalUpsmon,
            "an upsmon of its own runs there",
            "It takes the node down at low battery or forced shutdown, in no order, and the plan counts it so. Disable nut-monitor on the node.")),
    ];

    private static string Clients(FeedAnswer feed)
    {
        var named = string.Join(", ", feed.Clients.GroupBy(client => client).Select(same => same.Count() == 1 ? same.Key : $"{same.Key} ({same.Count()} times)"));
        return feed.Clients.IsEmpty ? $"{feed.Unnamed} {(feed.Unnamed == 1 ? "client is" : "clients are")} logged in" : $"{named} {(feed.Clients.Length == 1 ? "is" : "are")} logged in";
    }
}
