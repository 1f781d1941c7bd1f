using Homelab.Contracts.V1;
using Homelab.Coordinator.Api.Views;

namespace Homelab.Coordinator.Api;

/// <summary>The same answers about heat for gRPC.</summary>
internal static class ThermalFrames
{
    public static NodeHeat Frame(ThermalView view)
    {
        var heat = new NodeHeat { Node = view.Node, Part = view.Part };
        StatusFrames.Known(view.Celsius, value => heat.Celsius = value);
        heat.Answers.AddRange(view.Answers.Select(Frame));
        return heat;
    }

    private static HeatAnswer Frame(ThermalAnswerView view)
    {
        var answer = new HeatAnswer { Question = view.Question, State = view.State, Sentence = view.Sentence, Unit = view.Unit };
        StatusFrames.Known(view.Value, value => answer.Value = value);
        return answer;
    }
}
