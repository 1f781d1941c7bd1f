using System.Text.RegularExpressions;
using Homelab.Domain.Shutdown;
using Homelab.Model.Tests.Table;
using Homelab.TestKit.Repo;

namespace Homelab.Model.Tests;

/// <summary>Names and constants of the model come from the code, so that it cannot drift.</summary>
public sealed partial class TheModelFollowsTheCode
{
    /// <summary>What the code journals and the model leaves out; docs/model.md says why.</summary>
    private static readonly string[] LeftOut = ["FeedJoined", "StepAdvised", "StepRefused", "Disarmed", "CauseJoined", "CauseGone", "Held", "Released", "TargetJoined", "GateOpened", "StartOrdered", "NodeMissed", "CutConfirmed", "CutRefused", "DrillEnded", "LookOrdered", "FeedUnread"];

    [Fact]
    public void The_table_in_the_model_is_the_table_of_the_engine()
    {
        var generated = ModelTable.Generate();
        Assert.Equal(GoldenFile.Expected(ModelTable.Path, generated), generated);
    }

    [Fact]
    public void Every_transition_of_the_engine_is_in_the_model_or_named_as_left_out()
    {
        var written = Written("WRITE").Concat(Written("WRITE_STEP")).ToHashSet();
        Assert.Equal(Enum.GetNames<SequenceTransition>().Order(), written.Concat(LeftOut).Order());
    }

    [Fact]
    public void Every_transition_that_is_left_out_is_said_in_the_document()
    {
        var document = Repository.Read("docs/model.md");
        Assert.All(LeftOut, name => Assert.Contains($"`{name}`", document, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Written(string macro) =>
        Uses().Matches(Repository.Read("tests/Homelab.Model.Tests/Model/coordinator.pml"))
            .Where(match => match.Groups[1].Value == macro).Select(match => match.Groups[2].Value);

    [GeneratedRegex(@"\b(WRITE|WRITE_STEP)\((\w+)")]
    private static partial Regex Uses();
}
