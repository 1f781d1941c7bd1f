namespace Homelab.Nut;

/// <summary>What became of an instant command, as a sentence's end: <c>shutdown.return is taken</c>.</summary>
/// <param name="IsTaken">The driver did it, or its upsd does not tell.</param>
public sealed record CommandOutcome(bool IsTaken, string Detail)
{
    /// <summary>Nobody said what became of it: the UPS may do it all the same.</summary>
    public bool IsUnanswered { get; init; }
}

/// <summary>Instant commands of one UPS, whose outcome is asked for.</summary>
public sealed class UpsCommand(NutSession session, string ups, TimeProvider clock)
{
    private static readonly TimeSpan Outcome = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    /// <summary>True also where the server does not tell.</summary>
    /// <exception cref="NutException">The UPS is not there, or the connection broke.</exception>
    public async Task<bool> ListsAsync(string command, CancellationToken cancel)
    {
        try
        {
            return (await session.ListCommandsAsync(ups, cancel).ConfigureAwait(false)).Contains(command, StringComparer.OrdinalIgnoreCase);
        }
        catch (NutRefusedException refusal) when (refusal.Code is not (NutErrorCode.UnknownUps or NutErrorCode.DriverNotConnected))
        {
            return true;
        }
    }

    /// <summary>From now on outcomes can be asked for.</summary>
    /// <exception cref="NutException">The user has no right to it.</exception>
    public async Task TrackAsync(CancellationToken cancel)
    {
        try
        {
            await session.SetTrackingAsync(true, cancel).ConfigureAwait(false);
        }
        catch (NutRefusedException refusal) when (refusal.Code is not (NutErrorCode.AccessDenied or NutErrorCode.UsernameRequired or NutErrorCode.PasswordRequired))
        {
            // Older than 2.8: the outcome is then not known.
        }
    }

    /// <summary>Gives it, and waits up to eight seconds for what became of it.</summary>
    /// <exception cref="NutException">upsd refused it, or nobody knows.</exception>
    public async Task<CommandOutcome> RunAsync(string command, CancellationToken cancel)
    {
        var submitted = await session.RunCommandAsync(ups, command, null, cancel).ConfigureAwait(false);
        return submitted.TrackingId is not { } id
            ? new CommandOutcome(true, $"{command} is submitted, and this upsd does not tell what became of it")
            : await OutcomeAsync(id, cancel).ConfigureAwait(false) switch
            {
                { State: NutTrackingState.Success } => new CommandOutcome(true, $"{command} is taken"),
                { State: NutTrackingState.Failed, Code: var code } => new CommandOutcome(false, $"{command} failed ({code})"),
                _ => new CommandOutcome(false, $"{command} was pending for {Outcome.TotalSeconds:0} s") { IsUnanswered = true },
            };
    }

    /// <summary>Gives it where the driver lists it.</summary>
    /// <exception cref="NutException">upsd refused it, or nobody answered before it was given.</exception>
    public async Task<CommandOutcome> TryAsync(string command, CancellationToken cancel)
    {
        if (!await ListsAsync(command, cancel).ConfigureAwait(false))
        {
            return new CommandOutcome(false, $"its driver lists no {command}");
        }

        await TrackAsync(cancel).ConfigureAwait(false);
        try
        {
            return await RunAsync(command, cancel).ConfigureAwait(false);
        }
        catch (Exception lost) when (lost is OperationCanceledException or (NutException and not NutRefusedException))
        {
            return new CommandOutcome(false, $"nobody answers for {command}: {lost.Message.TrimEnd('.')}") { IsUnanswered = true };
        }
    }

    private async Task<NutTracking> OutcomeAsync(string id, CancellationToken cancel)
    {
        var began = clock.GetTimestamp();
        while (true)
        {
            var tracking = await session.GetTrackingAsync(id, cancel).ConfigureAwait(false);
            if (tracking.State != NutTrackingState.Pending || clock.GetElapsedTime(began) > Outcome)
            {
                return tracking;
            }

            await Task.Delay(Look, clock, cancel).ConfigureAwait(false);
        }
    }
}
