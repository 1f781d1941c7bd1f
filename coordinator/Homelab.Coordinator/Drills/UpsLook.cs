using Homelab.Coordinator.Feeds;
using Homelab.Domain.Drills;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;
using Homelab.Files.Secrets;
using Homelab.Host;
using Homelab.Nut;

namespace Homelab.Coordinator.Drills;

/// <summary>Looks at one UPS for a rehearsal, over a connection of its own or by the agent of its node: reads it, lists its commands, asks upsd for the user's rights. Commands nothing.</summary>
public sealed class UpsLook(SecretStore secrets, FeedPollers pollers, TimeProvider clock)
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(8);

    public async Task<FeedRehearsalReport> Look(FeedConfig feed, CancellationToken cancellation)
    {
        using var bound = new CancellationTokenSource(Bound, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, bound.Token);
        if (feed.Nut is not { } source)
        {
            return await Read(feed, either.Token, cancellation);
        }

        var secret = feed is { User: not null, Password: { } reference } ? secrets.Resolve(reference) : null;
        try
        {
            await using var session = await NutSession.ConnectAsync(
                new NutEndpoint { Host = source.Host, Port = source.Port, User = secret?.Value is null ? null : feed.User, Password = secret?.Value }, clock, either.Token);
            var report = new FeedRehearsalReport
            {
                Status = await session.GetVariableAsync(source.Ups, "ups.status", either.Token),
                PasswordFailure = secret is { Value: null } ? $"the password of {feed.User} cannot be had: {secret.Problem?.Problem}" : "",
            };
            report = await Commands(session, source.Ups, report, either.Token);
            return secret?.Value is null ? report : report with { Primary = await Primary(session, source.Ups, either.Token) };
        }
        catch (NutException failure)
        {
            return new FeedRehearsalReport { Failure = failure.Message };
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new FeedRehearsalReport { Failure = $"{source.Host}:{source.Port} did not answer within {Bound.TotalSeconds:0} s." };
        }
    }

    /// <summary>What takes no commands is only read.</summary>
    private async Task<FeedRehearsalReport> Read(FeedConfig feed, CancellationToken either, CancellationToken cancellation)
    {
        await using var poller = pollers.Of(feed, password: null);
        try
        {
            return await poller.PollAsync(clock.Now(), either) switch
            {
                FeedAnswered answered => new FeedRehearsalReport { Status = answered.Reading.Status.Raw },
                FeedFailed failed => new FeedRehearsalReport { Failure = failed.Reason },
                _ => new FeedRehearsalReport { Failure = "It answered what nobody knows." },
            };
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new FeedRehearsalReport { Failure = $"{feed.Source} did not answer within {Bound.TotalSeconds:0} s." };
        }
    }

    private static async Task<FeedRehearsalReport> Commands(NutSession session, string ups, FeedRehearsalReport report, CancellationToken cancellation)
    {
        try
        {
            return report with { Commands = [.. await session.ListCommandsAsync(ups, cancellation)] };
        }
        catch (NutRefusedException refusal)
        {
            return report with { CommandsFailure = $"upsd does not list its commands (ERR {refusal.RawCode})" };
        }
    }

    private static async Task<Said> Primary(NutSession session, string ups, CancellationToken cancellation)
    {
        try
        {
            await session.CheckPrimaryAsync(ups, cancellation);
            return new Said("granted");
        }
        catch (NutRefusedException refusal)
        {
            return new Said(null, $"ERR {refusal.RawCode}");
        }
    }
}
