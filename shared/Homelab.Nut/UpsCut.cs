using System.Globalization;
using Homelab.Domain.Shutdown;

namespace Homelab.Nut;

/// <summary>
/// The cut with return over an upsd: its delay is set and read back, <c>shutdown.return</c> is given, and its outcome is asked for. Never
/// <c>load.off</c>: on line it can leave a UPS without its battery, and nothing brings the outlets back.
/// </summary>
public sealed class UpsCut(NutSession session, string ups, TimeProvider clock)
{
    private const string Command = "shutdown.return";
    private const string Stop = "shutdown.stop";
    private const string OffDelay = "ups.delay.shutdown";
    private const string OnDelay = "ups.delay.start";

    /// <summary>A driver takes what is set at its next look at the device.</summary>
    private static readonly TimeSpan ReadBack = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    private readonly UpsCommand _commands = new(session, ups, clock);

    /// <exception cref="NutException">It was refused, or nobody knows.</exception>
    public async Task<CutAnswer> SetForcedShutdownAsync(CancellationToken cancel)
    {
        await session.ForceShutdownAsync(ups, cancel).ConfigureAwait(false);
        return new CutAnswer(CutAct.SetForcedShutdown, true, TimeSpan.Zero, "FSD is set");
    }

    /// <summary>Null where the UPS lists no <c>shutdown.stop</c>.</summary>
    /// <exception cref="NutException">It was refused, or nobody knows.</exception>
    public async Task<NutSubmission?> StopAsync(CancellationToken cancel) =>
        await _commands.ListsAsync(Stop, cancel).ConfigureAwait(false) ? await session.RunCommandAsync(ups, Stop, null, cancel).ConfigureAwait(false) : null;

    /// <exception cref="NutException">It was refused, or nobody knows.</exception>
    public async Task<CutAnswer> CutAsync(TimeSpan wanted, CancellationToken cancel)
    {
        if (!await _commands.ListsAsync(Command, cancel).ConfigureAwait(false))
        {
            return Refused($"its driver lists no {Command}");
        }

        await _commands.TrackAsync(cancel).ConfigureAwait(false);
        var delay = await DelayAsync(wanted, cancel).ConfigureAwait(false);
        if (delay is null && wanted > TimeSpan.Zero)
        {
            return Refused($"its {OffDelay} is {await TryReadAsync(OffDelay, cancel).ConfigureAwait(false) ?? "not told"} and cannot be set to {wanted.TotalSeconds:0} s");
        }

        var lateStart = await StartAfterAsync(delay ?? TimeSpan.Zero, cancel).ConfigureAwait(false);
        var outcome = await _commands.RunAsync(Command, cancel).ConfigureAwait(false);
        return outcome.IsTaken ? new CutAnswer(CutAct.Cut, true, delay ?? TimeSpan.Zero, outcome.Detail + lateStart) : Refused(outcome.Detail);
    }

    private static CutAnswer Refused(string why) => new(CutAct.Cut, false, TimeSpan.Zero, why);

    /// <summary>The delay in force once it is long enough; null where it cannot be made so.</summary>
    private async Task<TimeSpan?> DelayAsync(TimeSpan wanted, CancellationToken cancel)
    {
        if (await TryReadDelayAsync(OffDelay, cancel).ConfigureAwait(false) is { } present && present >= wanted)
        {
            return present;
        }

        foreach (var seconds in CutDelay.Candidates(wanted))
        {
            if (await TrySetAsync(OffDelay, seconds, cancel).ConfigureAwait(false) is { } taken && taken >= wanted)
            {
                return taken;
            }
        }

        return null;
    }

    /// <summary>Outlets that come on before they went off stay off with many a firmware.</summary>
    private async Task<string> StartAfterAsync(TimeSpan off, CancellationToken cancel)
    {
        if (await TryReadDelayAsync(OnDelay, cancel).ConfigureAwait(false) is not { } on || on > off || on < TimeSpan.Zero)
        {
            return "";
        }

        var later = (int)Math.Ceiling(off.TotalSeconds / 60) * 60 + 60;
        return await TrySetAsync(OnDelay, later, cancel).ConfigureAwait(false) > off ? "" : $"; its {OnDelay} is {on.TotalSeconds:0} s and could not be set above the delay";
    }

    /// <summary>What is in force after it was set; null where it was refused.</summary>
    private async Task<TimeSpan?> TrySetAsync(string variable, int seconds, CancellationToken cancel)
    {
        try
        {
            await session.SetVariableAsync(ups, variable, seconds.ToString(CultureInfo.InvariantCulture), cancel).ConfigureAwait(false);
        }
        catch (NutRefusedException)
        {
            return null;
        }

        var began = clock.GetTimestamp();
        while (true)
        {
            var read = await TryReadDelayAsync(variable, cancel).ConfigureAwait(false);
            if (read >= TimeSpan.FromSeconds(seconds) || clock.GetElapsedTime(began) > ReadBack)
            {
                return read;
            }

            await Task.Delay(Look, clock, cancel).ConfigureAwait(false);
        }
    }

    private async Task<TimeSpan?> TryReadDelayAsync(string variable, CancellationToken cancel) =>
        double.TryParse(await TryReadAsync(variable, cancel).ConfigureAwait(false), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and < 1e6
            ? TimeSpan.FromSeconds(seconds)
            : null;

    private async Task<string?> TryReadAsync(string variable, CancellationToken cancel)
    {
        try
        {
            return await session.GetVariableAsync(ups, variable, cancel).ConfigureAwait(false);
        }
        catch (NutRefusedException)
        {
            return null;
        }
    }
}
