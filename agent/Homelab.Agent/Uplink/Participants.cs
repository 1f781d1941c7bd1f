using Homelab.Contracts.V1;
using Microsoft.Extensions.Logging;

namespace Homelab.Agent.Uplink;

/// <summary>Calls the participants one at a time; one that throws is said and passed over.</summary>
internal sealed class Participants(IEnumerable<IUplinkParticipant> participants, ILogger<Participants> logger)
{
    private readonly Lock _gate = new();
    private readonly IUplinkParticipant[] _participants = [.. participants];

    public void Fill(Hello hello) => Each(participant => participant.Fill(hello));

    public void Fill(Beat beat) => Each(participant => participant.Fill(beat));

    public List<AgentFrame> Handle(CoordinatorFrame frame)
    {
        var answers = new List<AgentFrame>();
        Each(participant => answers.AddRange(participant.Handle(frame)));
        return answers;
    }

    private void Each(Action<IUplinkParticipant> call)
    {
        lock (_gate)
        {
            foreach (var participant in _participants)
            {
                try
                {
                    call(participant);
                }
                catch (Exception error) when (error is not OutOfMemoryException)
                {
                    logger.LogError(error, "A part of the agent failed on the uplink: {Part}.", participant.GetType().Name);
                }
            }
        }
    }
}
