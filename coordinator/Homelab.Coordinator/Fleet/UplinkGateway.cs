using Grpc.Core;
using Homelab.Contracts.V1;
using Homelab.Domain;
using Homelab.Domain.Lab;
using Homelab.Host;

namespace Homelab.Coordinator.Fleet;

/// <summary>The coordinator's end of every uplink: takes a hello, checks frames for form, and hands them to the listeners.</summary>
internal sealed class UplinkGateway(
    AgentSessions sessions, UplinkDoor door, IEnumerable<IUplinkListener> listeners, ILabInForce lab, WelcomeSource welcomes,
    IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<UplinkGateway> logger) : Uplink.UplinkBase
{
    private readonly IUplinkListener[] _listeners = [.. listeners];

    public override async Task Connect(
        IAsyncStreamReader<AgentFrame> requestStream, IServerStreamWriter<CoordinatorFrame> responseStream, ServerCallContext context)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping);
        if (await First(requestStream, ended.Token) is not { } hello)
        {
            await Refuse(responseStream, "Malformed", "The first frame of an uplink is a hello.");
            return;
        }

        if (door.Refusal(hello, clock.Now()) is { } refusal)
        {
            logger.LogWarning("Refused an uplink of {Node}: {Reason}", hello.Node, refusal.Message);
            await Refuse(responseStream, refusal.Code, refusal.Message);
            return;
        }

        using var session = new AgentSession(hello.Node, hello.Incarnation, hello.BootId);
        sessions.Of(hello.Node)?.End();
        sessions.Put(session);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ended.Token, session.Ended);
        await Serve(session, hello, requestStream, responseStream, both);
    }

    private async Task Serve(
        AgentSession session, Hello hello, IAsyncStreamReader<AgentFrame> incoming, IServerStreamWriter<CoordinatorFrame> outgoing, CancellationTokenSource ended)
    {
        session.TrySend(new CoordinatorFrame { Welcome = welcomes.Welcome() });
        session.TrySend(new CoordinatorFrame { Collectors = CollectorPlan.For(lab.Current, session.Node) });
        void Renew(LabConfig taken) => session.TrySend(new CoordinatorFrame { Collectors = CollectorPlan.For(taken, session.Node) });
        lab.Changed += Renew;
        Tell(listener => listener.Connected(session.Node, hello, clock.Now()));
        var reason = "the stream ended";
        try
        {
            var sending = Send(session, outgoing, ended.Token);
            reason = await Receive(session, incoming, ended.Token) ?? reason;
            await ended.CancelAsync();
            await sending;
            if (reason.StartsWith("refused", StringComparison.Ordinal))
            {
                await Refuse(outgoing, "Malformed", reason);
            }
        }
        finally
        {
            lab.Changed -= Renew;

            // Another session in its place has said hello already; this one's end is no news then.
            if (sessions.Remove(session))
            {
                Tell(listener => listener.Disconnected(session.Node, reason, clock.Now()));
            }
        }
    }

    private async Task<string?> Receive(AgentSession session, IAsyncStreamReader<AgentFrame> incoming, CancellationToken cancellationToken)
    {
        var rate = new FrameRate();
        try
        {
            while (await incoming.MoveNext(cancellationToken))
            {
                var now = clock.Now();
                var fault = rate.Admits(now) ? FrameLimits.Fault(incoming.Current) : "too many frames a second";
                if (fault is not null)
                {
                    logger.LogWarning("Ended the uplink of {Node}: {Fault}", session.Node, fault);
                    return $"refused: {fault}";
                }

                Tell(listener => listener.Received(session.Node, incoming.Current, now));
            }

            return null;
        }
        catch (Exception failure) when (failure is OperationCanceledException or RpcException or IOException or InvalidOperationException)
        {
            return "the stream broke";
        }
    }

    private static async Task Send(AgentSession session, IServerStreamWriter<CoordinatorFrame> outgoing, CancellationToken cancellationToken)
    {
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                await outgoing.WriteAsync(await session.Next(cancellationToken), cancellationToken);
            }
        }
        catch (Exception failure) when (failure is OperationCanceledException or RpcException or IOException or InvalidOperationException)
        {
            // The receiving side ends too and says why.
            session.End();
        }
    }

    private static async Task<Hello?> First(IAsyncStreamReader<AgentFrame> incoming, CancellationToken cancellationToken)
    {
        try
        {
            return await incoming.MoveNext(cancellationToken) ? incoming.Current.Hello : null;
        }
        catch (Exception failure) when (failure is OperationCanceledException or RpcException or IOException or InvalidOperationException)
        {
            return null;
        }
    }

    private static async Task Refuse(IServerStreamWriter<CoordinatorFrame> outgoing, string code, string message)
    {
        try
        {
            await outgoing.WriteAsync(new CoordinatorFrame { Refusal = new Refusal { Code = code, Message = message } });
        }
        catch (Exception failure) when (failure is OperationCanceledException or RpcException or IOException or InvalidOperationException)
        {
            // It has gone already: there is nobody to tell.
        }
    }

    private void Tell(Action<IUplinkListener> what)
    {
        foreach (var listener in _listeners)
        {
            try
            {
                what(listener);
            }
#pragma warning disable CA1031 // One listener's mistake must not cost a node its leases.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                logger.LogError(failure, "{Listener} failed on a frame", listener.GetType().Name);
            }
        }
    }
}
