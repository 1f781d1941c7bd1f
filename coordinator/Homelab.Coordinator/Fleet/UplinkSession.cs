using Homelab.Contracts.V1;
using Homelab.Domain;

namespace Homelab.Coordinator.Fleet;

/// <summary>One open stream of one agent.</summary>
internal sealed class UplinkSession(Hello hello, string peer, Moment now, CancellationToken ending) : IDisposable
{
    private readonly CancellationTokenSource _end = CancellationTokenSource.CreateLinkedTokenSource(ending);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _lastHeard = now.Nanoseconds;
    private string? _reason;
    private bool _isDisposed;

    public string Node => Hello.Node;

    public Hello Hello { get; } = hello;

    public string Peer { get; } = peer;

    /// <summary>Of the certificate that it began with; empty where it came without.</summary>
    public string Authority { get; set; } = "";

    public OutgoingQueue Outgoing { get; } = new();

    public Moment LastHeard
    {
        get => new(Interlocked.Read(ref _lastHeard));
        set => Interlocked.Exchange(ref _lastHeard, value.Nanoseconds);
    }

    /// <summary>Cancelled when the stream must end.</summary>
    public CancellationToken Ending => _end.Token;

    /// <summary>Done when listeners were told of the end.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Why it ended; the first reason counts.</summary>
    public string Reason => _reason ?? "the agent closed the stream";

    public Refusal? Refusal { get; private set; }

    public void End(string reason, Refusal? refusal = null)
    {
        if (Interlocked.CompareExchange(ref _reason, reason, null) is null)
        {
            Refusal = refusal;
        }

        lock (_end)
        {
            if (!_isDisposed)
            {
                _end.Cancel();
            }
        }
    }

    public void MarkEnded() => _ended.TrySetResult();

    public void Dispose()
    {
        lock (_end)
        {
            _isDisposed = true;
            _end.Dispose();
        }

        Outgoing.Dispose();
    }
}
