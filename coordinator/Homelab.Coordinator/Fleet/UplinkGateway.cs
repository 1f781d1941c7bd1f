using System.Collections.Concurrent;
using Google.Protobuf;
using Grpc.Core;
using Homelab.Contracts.V1;
using Homelab.Coordinator.Trust;
using Homelab.Host;

namespace Homelab.Coordinator.Fleet;

/// <summary>
/// Where agents connect. One stream: a checked hello, then a reader that hands every frame to all listeners in order, beside a writer that
/// empties the agent's queue. Whatever comes, only that stream ends.
/// </summary>
public sealed class UplinkGateway(
    UplinkSessions sessions, UplinkGreeting greeting, StreamGate gate, UplinkListeners listeners, UplinkLog log, ILabInForce lab, IHostApplicationLifetime lifetime, TimeProvider clock)
    : Uplink.UplinkBase
{
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Handover = TimeSpan.FromSeconds(5);

    // By name and limits, so that it grows no larger than the lab.
    private readonly ConcurrentDictionary<(string Node, TrafficLimits Limits), NodeTraffic> _traffic = [];

    /// <summary>For streams that begin from now on. Others than an agent's only for a test that has to see what the limits hold off.</summary>
    internal TrafficLimits Limits { get; set; } = TrafficLimits.OfAnAgent;

    public override async Task Connect(IAsyncStreamReader<AgentFrame> requestStream, IServerStreamWriter<CoordinatorFrame> responseStream, ServerCallContext context)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping);
        var (first, _, malformed) = await ReadHello(requestStream, ending.Token);
        if ((malformed ?? (first is null ? null : HelloCheck.Refuse(first, lab.Current) ?? gate.Refuse(first.Hello, context.GetHttpContext()))) is { } refusal)
        {
            await Refuse(responseStream, context, first?.Hello?.Node ?? "", refusal);
            return;
        }

        if (first is null)
        {
            return;
        }

        new FrameRepair().Repair(first.Hello);
        using var session = new UplinkSession(first.Hello, context.Peer, clock.Now(), ending.Token);
        greeting.Greet(session);
        if (await Admit(session) is { } duplicate)
        {
            await Refuse(responseStream, context, session.Node, duplicate);
            return;
        }

        // A revocation that came in between found no stream to end.
        if (gate.Refuse(first.Hello, context.GetHttpContext()) is { } late)
        {
            session.End($"refused: {late.Message}", late);
        }

        await using var life = gate.Admitted(session, context.GetHttpContext());
        await Run(session, requestStream, responseStream);
    }

    private async Task<(AgentFrame? Frame, string End, Refusal? Refusal)> ReadHello(IAsyncStreamReader<AgentFrame> requests, CancellationToken ending)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ending);
        await using var timer = clock.CreateTimer(_ => patience.Cancel(), null, UplinkLimits.HelloWithin, Timeout.InfiniteTimeSpan);
        return await Next(requests, patience.Token);
    }

    private async Task<Refusal?> Admit(UplinkSession session)
    {
        while (sessions.TryAdmit(session, clock.Now()) is { } hindrance)
        {
            if (hindrance.InTheWay is not { } old)
            {
                return hindrance.Refusal;
            }

            old.End($"a newer stream of {session.Node} took its place");
            try
            {
                await old.Ended.WaitAsync(Handover, clock, session.Ending);
            }
            catch (Exception failure) when (failure is TimeoutException or OperationCanceledException)
            {
                return HelloCheck.Refusal("DuplicateNode", $"The former stream of {session.Node} does not end. Try again.");
            }
        }

        return null;
    }

    private async Task Run(UplinkSession session, IAsyncStreamReader<AgentFrame> requests, IServerStreamWriter<CoordinatorFrame> responses)
    {
        using var silence = new CancellationTokenSource();
        var writing = Write(session, responses, silence.Token);
        try
        {
            listeners.Connected(session.Node, session.Hello, clock.Now());
            log.Connected(session);
            await Read(session, requests);
        }
        finally
        {
            session.Outgoing.Complete(session.Refusal is { } refusal ? new CoordinatorFrame { Refusal = refusal } : null);
            await Bounded(writing, silence);

            // While it stands in the way no newer stream begins, so that nobody hears of this end after that beginning.
            listeners.Disconnected(session.Node, session.Reason, clock.Now());
            sessions.Remove(session);
            log.Disconnected(session);
            session.MarkEnded();
        }
    }

    private async Task Read(UplinkSession session, IAsyncStreamReader<AgentFrame> requests)
    {
        var traffic = new UplinkTraffic(_traffic.GetOrAdd((session.Node, Limits), key => new NodeTraffic(key.Limits, clock.Now())));
        while (true)
        {
            var (frame, end, malformed) = await Next(requests, session.Ending);
            if (frame is null)
            {
                session.End(end, malformed);
                if (malformed is not null)
                {
                    log.Refused(session.Node, session.Peer, malformed);
                }

                return;
            }

            var now = clock.Now();
            session.LastHeard = now;
            var repaired = traffic.Repaired;
            var (passes, refusal) = traffic.Check(frame, now);
            if (refusal is not null)
            {
                log.Refused(session.Node, session.Peer, refusal);
                session.End($"refused: {refusal.Message}", refusal);
                return;
            }

            if (repaired == 0 && traffic.Repaired > 0)
            {
                log.Repaired(session, frame);
            }

            if (passes)
            {
                listeners.Received(session.Node, frame, now);
            }

            if (traffic.Pause(now) is var pause && pause > TimeSpan.Zero)
            {
                await Task.Delay(pause, clock, session.Ending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private static async Task Write(UplinkSession session, IServerStreamWriter<CoordinatorFrame> responses, CancellationToken silence)
    {
        try
        {
            while (await session.Outgoing.TakeAsync(silence) is { } frame)
            {
                await responses.WriteAsync(frame, silence);
            }
        }
#pragma warning disable CA1031 // gRPC throws several kinds where the peer is gone; each means that this stream is over.
        catch (Exception)
#pragma warning restore CA1031
        {
            session.End("the connection broke while sending");
        }
    }

    private async Task Bounded(Task writing, CancellationTokenSource silence)
    {
        await using var timer = clock.CreateTimer(_ => silence.Cancel(), null, LastWords, Timeout.InfiniteTimeSpan);
        await writing;
    }

    private async Task Refuse(IServerStreamWriter<CoordinatorFrame> responses, ServerCallContext context, string node, Refusal refusal)
    {
        log.Refused(node, context.Peer, refusal);
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken);
        await using var timer = clock.CreateTimer(_ => silence.Cancel(), null, LastWords, Timeout.InfiniteTimeSpan);
        try
        {
            await responses.WriteAsync(new CoordinatorFrame { Refusal = refusal }, silence.Token);
        }
#pragma warning disable CA1031 // The peer did not wait for its answer.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }

    private async Task<(AgentFrame? Frame, string End, Refusal? Refusal)> Next(IAsyncStreamReader<AgentFrame> requests, CancellationToken ending)
    {
        try
        {
            return await requests.MoveNext(ending) ? (requests.Current, "", null) : (null, "the agent closed the stream", null);
        }
        catch (RpcException failure) when (failure.StatusCode == StatusCode.ResourceExhausted)
        {
            return Malformed($"A frame is larger than {UplinkLimits.FrameBytes} bytes.");
        }
        catch (InvalidProtocolBufferException)
        {
            return Malformed("What came is not a frame of this protocol.");
        }
#pragma warning disable CA1031 // A broken connection shows as IOException, OperationCanceledException, RpcException or InvalidOperationException.
        catch (Exception)
#pragma warning restore CA1031
        {
            return (null, lifetime.ApplicationStopping.IsCancellationRequested ? "the coordinator stops" : "the connection broke", null);
        }
    }

    private static (AgentFrame? Frame, string End, Refusal? Refusal) Malformed(string message) =>
        (null, $"refused: {message}", HelloCheck.Refusal("Malformed", message));
}
