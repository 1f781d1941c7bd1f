using System.Collections.Immutable;
using Homelab.Domain.Lab;

namespace Homelab.Domain.Drills;

/// <summary>What the coordinator found when it looked at one UPS for a rehearsal.</summary>
public sealed record FeedRehearsalReport
{
    /// <summary>Why it could not be read; empty where it was.</summary>
    public string Failure { get; init; } = "";

    public string Status { get; init; } = "";

    /// <summary>Why the password of its user cannot be had; empty where it can, or where none is needed.</summary>
    public string PasswordFailure { get; init; } = "";

    /// <summary>upsd's answer to PRIMARY, its check of who may set FSD; null where it was not asked.</summary>
    public Said? Primary { get; init; }

    /// <summary>Instant commands that the driver knows.</summary>
    public ImmutableArray<string> Commands { get; init; } = [];

    /// <summary>Why they are not known; empty where they are.</summary>
    public string CommandsFailure { get; init; } = "";
}

/// <summary>What the coordinator's look at a UPS comes to. NUT has no dry run: what only a cut could prove is believed.</summary>
public static class FeedRehearsal
{
    public static ImmutableArray<DrillItem> Judge(FeedConfig feed, ImmutableArray<FeedCommand> commands, FeedRehearsalReport report)
    {
        if (report.Failure.Length > 0)
        {
            return [new DrillItem("reading", DrillVerdict.Fails, report.Failure)];
        }

        var items = ImmutableArray.CreateBuilder<DrillItem>();
        items.Add(new DrillItem("reading", DrillVerdict.Ok, $"{feed.Source} says {report.Status}"));
        items.Add(User(feed, commands, report));
        items.AddRange(commands.Select(command => Command(command, report)));
        return items.ToImmutable();
    }

    private static DrillItem User(FeedConfig feed, ImmutableArray<FeedCommand> commands, FeedRehearsalReport report)
    {
        var (verdict, basis) = report switch
        {
            _ when feed.User is null && commands.IsEmpty => (DrillVerdict.Ok, "it is only read, which needs no user"),
            _ when feed.User is null => (DrillVerdict.Fails, $"{commands[0].Key} is declared and no user: upsd takes commands from users only"),
            { PasswordFailure.Length: > 0 } => (DrillVerdict.Fails, report.PasswordFailure),
            { Primary.Word: { } } => (DrillVerdict.Ok, $"upsd grants {feed.User} the rights of a primary, FSD among them"),
            { Primary: { } } => (DrillVerdict.Believed, $"upsd takes the name {feed.User} and does not grant it PRIMARY ({report.Primary.Failure}): the password is wrong, or the user has FSD alone. With `upsmon primary` in upsd.users this can be told"),
            _ => (DrillVerdict.Unknown, "upsd was not asked"),
        };
        return new DrillItem("user", verdict, basis);
    }

    private static DrillItem Command(FeedCommand command, FeedRehearsalReport report)
    {
        var (verdict, basis) = report.CommandsFailure.Length > 0
            ? (DrillVerdict.Unknown, report.CommandsFailure)
            : command.IsKnownTo(report.Commands)
                ? (DrillVerdict.Believed, "the driver knows it; whether it works only doing it can tell")
                : (DrillVerdict.Fails, "the driver does not know it (upscmd -l)");
        return new DrillItem(command.Name, verdict, basis);
    }
}
