using System.Globalization;

namespace Homelab.Nut;

/// <summary>One switched outlet of a UPS over its upsd: <c>outlet.N.load.off</c> and <c>.on</c>, or <c>.cycle</c> where that is all that the driver knows.</summary>
public sealed class UpsOutlet(NutSession session, string ups, int number, TimeProvider clock)
{
    private readonly UpsCommand _commands = new(session, ups, clock);
    private readonly string _load = $"outlet.{number.ToString(CultureInfo.InvariantCulture)}.load";

    /// <exception cref="NutException">It was refused, or nobody knows.</exception>
    public Task<CommandOutcome> OnAsync(CancellationToken cancel) => _commands.TryAsync($"{_load}.on", cancel);

    /// <summary>Whether off and on can be told apart; where not, the UPS cycles the outlet by itself.</summary>
    /// <exception cref="NutException">Nobody answers.</exception>
    public async Task<bool> HasOffAsync(CancellationToken cancel) =>
        await _commands.ListsAsync($"{_load}.off", cancel).ConfigureAwait(false) && await _commands.ListsAsync($"{_load}.on", cancel).ConfigureAwait(false);

    /// <exception cref="NutException">It was refused, or nobody knows.</exception>
    public Task<CommandOutcome> OffAsync(CancellationToken cancel) => _commands.TryAsync($"{_load}.off", cancel);

    /// <exception cref="NutException">It was refused, or nobody knows.</exception>
    public Task<CommandOutcome> CycleAsync(CancellationToken cancel) => _commands.TryAsync($"{_load}.cycle", cancel);
}
