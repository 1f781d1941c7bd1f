using Homelab.Domain.Lab;
using Homelab.Domain.Power;

namespace Homelab.Domain.Tests.Power;

/// <summary>A feed told as a story in seconds: polls in, an assessment out.</summary>
internal sealed class FeedStory
{
    public static readonly FeedConfig Ups = new() { Name = "rack", Nut = new NutSource("ups", "nas") };

    public PolicyConfig Policy { get; init; } = new();

    public FeedConfig Config { get; init; } = Ups;

    public FeedState State { get; private set; } = FeedState.NeverHeard;

    public FeedStory Say(double second, string status, params ReadOnlySpan<(string Name, string Value)> variables)
    {
        var all = new Dictionary<string, string> { ["ups.status"] = status };
        foreach (var (name, value) in variables)
        {
            all[name] = value;
        }

        return Poll(new FeedAnswered(Moment.FromSeconds(second), UpsVariables.Read(all)));
    }

    /// <summary>The same status every second.</summary>
    public FeedStory SayFrom(int first, int last, string status)
    {
        for (var second = first; second <= last; second++)
        {
            Say(second, status);
        }

        return this;
    }

    public FeedStory Fail(double second, FeedFailure failure = FeedFailure.Unreachable, string reason = "The wire is cut.") =>
        Poll(new FeedFailed(Moment.FromSeconds(second), failure, reason));

    public FeedAssessment At(double second) => FeedAssessor.Assess(Config, Policy, State, Moment.FromSeconds(second));

    private FeedStory Poll(FeedPoll poll)
    {
        State = State.Observe(poll, Policy);
        return this;
    }
}
