using System.Globalization;
using Homelab.Contracts.V1;
using Homelab.Coordinator.Fleet;
using Homelab.Domain;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;

namespace Homelab.Coordinator.Feeds;

/// <summary>Asks agents what a battery of their node says. Asked each time, so that no reading is fresher than its question, however long a stream holds it up.</summary>
public sealed class SupplyQuestions(IAgentLink link, TimeProvider clock) : IUplinkListener
{
    /// <summary>Longer than the agent gives its kernel.</summary>
    public static readonly TimeSpan Bound = TimeSpan.FromSeconds(5);

    private readonly OpenQuestions<SupplyAnswer> _open = new(link, clock);
    private ulong _number;

    /// <param name="at">Now.</param>
    public async Task<FeedPoll> Ask(NodeSource source, Moment at, CancellationToken cancellation)
    {
        var number = Interlocked.Increment(ref _number);
        var question = new CoordinatorFrame
        {
            SupplyQuestion = new SupplyQuestion
            {
                Number = number,
                Battery = (source as PowerSupplySource)?.Battery ?? "",
                Hat = source is HatSource hat ? HatLine.Of(hat) : "",
            },
        };
        return await _open.Ask(source.Node, Id(number), question, Bound, cancellation) switch
        {
            { Answer: { Failure.Length: > 0 } failed } => new FeedFailed(at, FeedFailure.DriverNotConnected, failed.Failure),
            { Answer: { } answer } => new FeedAnswered(at, UpsVariables.Read(answer.Variables)),
            { IsConnected: false } => new FeedFailed(at, FeedFailure.Unreachable, $"The agent of {source.Node}, which reads {source.What}, is not connected."),
            _ => new FeedFailed(at, FeedFailure.TimedOut, $"The agent of {source.Node}, which reads {source.What}, did not answer within {Bound.TotalSeconds:0} s."),
        };
    }

    public void Connected(string node, Hello hello, Moment now)
    {
    }

    public void Received(string node, AgentFrame frame, Moment now)
    {
        if (frame.BodyCase == AgentFrame.BodyOneofCase.SupplyAnswer)
        {
            _open.Answered(node, Id(frame.SupplyAnswer.Number), frame.SupplyAnswer);
        }
    }

    public void Disconnected(string node, string reason, Moment now)
    {
    }

    private static string Id(ulong number) => number.ToString(CultureInfo.InvariantCulture);
}
