using Homelab.Agent.Uplink;
using Homelab.Contracts.Drills;
using Homelab.Contracts.V1;
using Homelab.Domain.Drills;

namespace Homelab.Agent.Drills;

/// <summary>Answers the coordinator's rehearsal. Beside the uplink's thread, for systemd and a UPS may take their time; one at a time.</summary>
internal sealed class DrillDesk(NodeLook look, TimeProvider clock, ILogger<DrillDesk> logger, Lazy<IFrameOutlet> outlet) : IUplinkParticipant
{
    private int _isLooking;

    /// <summary>The last look, on its way.</summary>
    internal Task Last { get; private set; } = Task.CompletedTask;

    public void Fill(Hello hello)
    {
    }

    public void Fill(Beat beat)
    {
    }

    public IEnumerable<AgentFrame> Handle(CoordinatorFrame frame)
    {
        if (frame.BodyCase == CoordinatorFrame.BodyOneofCase.DrillQuestion && Interlocked.Exchange(ref _isLooking, 1) == 0)
        {
            var came = clock.GetUtcNow();
            Last = Task.Run(() => Answer(frame.DrillQuestion, came));
        }

        return [];
    }

    private async Task Answer(DrillQuestion question, DateTimeOffset came)
    {
        try
        {
            var report = await look.Look(question, came, CancellationToken.None);
            outlet.Value.Post(new AgentFrame
            {
                DrillAnswer = new DrillAnswer { DrillId = question.DrillId, Items = { NodeRehearsal.Judge(report).Select(item => item.ToWire()) } },
            });
        }
#pragma warning disable CA1031 // A mistake in looking must not end the agent: the coordinator says that no answer came.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            logger.LogError("The rehearsal failed in a way that should not happen ({Failure})", failure.GetType().Name);
        }
        finally
        {
            Interlocked.Exchange(ref _isLooking, 0);
        }
    }
}
