using System.Collections.Immutable;
using Polly;
using Polly.Retry;

namespace Homelab.Nut;

/// <summary>All that one reading of a UPS brought.</summary>
/// <param name="Clients">Addresses of clients that are logged in; empty also where the server does not tell.</param>
public sealed record NutSnapshot(IReadOnlyDictionary<string, string> Variables, ImmutableArray<string> Clients);

/// <summary>
/// Reads one UPS again and again over a held connection, and connects anew when it is gone: upsd drops idle clients after 60 s and
/// restarts with its configuration. Not safe for concurrent use.
/// </summary>
public sealed class NutReader : IAsyncDisposable
{
    /// <summary>Who is logged in changes rarely.</summary>
    public static readonly TimeSpan ClientsEvery = TimeSpan.FromSeconds(30);

    private readonly NutEndpoint _endpoint;
    private readonly string _ups;
    private readonly TimeProvider _clock;
    private readonly ResiliencePipeline _reconnect;
    private NutSession? _session;
    private ImmutableArray<string> _clients = [];
    private long? _clientsAt;

    public NutReader(NutEndpoint endpoint, string ups, TimeProvider clock)
    {
        _endpoint = endpoint;
        _ups = ups;
        _clock = clock;
        _reconnect = new ResiliencePipelineBuilder { TimeProvider = clock }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = 2,
                Delay = TimeSpan.FromMilliseconds(100),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = false,

                // Silence is not repeated here: the next poll asks again, and this one has taken its time already.
                ShouldHandle = new PredicateBuilder().Handle<NutUnreachableException>(),
            })
            .Build();
    }

    /// <exception cref="NutException">No reading could be had; the next call tries afresh.</exception>
    public async Task<NutSnapshot> ReadAsync(CancellationToken cancel) =>
        await _reconnect.ExecuteAsync(async token => await ReadOnceAsync(token).ConfigureAwait(false), cancel).ConfigureAwait(false);

    public async ValueTask DisposeAsync()
    {
        if (_session is { } session)
        {
            _session = null;
            await session.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task<NutSnapshot> ReadOnceAsync(CancellationToken cancel)
    {
        if (_session is null or { IsBroken: true })
        {
            _session = await NutSession.ConnectAsync(_endpoint, _clock, cancel).ConfigureAwait(false);
            _clientsAt = null;
        }

        var variables = await _session.ListVariablesAsync(_ups, cancel).ConfigureAwait(false);
        if (_clientsAt is not { } at || _clock.GetElapsedTime(at) >= ClientsEvery)
        {
            _clients = await ClientsAsync(_session, cancel).ConfigureAwait(false);
            _clientsAt = _clock.GetTimestamp();
        }

        return new NutSnapshot(variables, _clients);
    }

    /// <summary>Who else listens; a server that does not tell (older than 2.4, some appliances) costs the reading nothing.</summary>
    private async Task<ImmutableArray<string>> ClientsAsync(NutSession session, CancellationToken cancel)
    {
        try
        {
            return [.. await session.ListClientsAsync(_ups, cancel).ConfigureAwait(false)];
        }
        catch (NutException)
        {
            return [];
        }
    }
}
